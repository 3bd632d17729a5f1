//! SNS's own places: its hosts, its certificates' addresses, the regions of topics.

use crate::{HostRule, OutsideUrl, Refusal};

/// Where SNS serves a certificate: between these stand 32 hexadecimal digits.
const CERTIFICATE_PATH: (&str, &str) = ("/SimpleNotificationService-", ".pem");

/// `arn:aws:sns:eu-west-1:123456789012:name`: the fourth part.
pub(super) fn region_of_topic(arn: &str) -> Option<&str> {
    let parts: Vec<&str> = arn.split(':').collect();
    match parts.as_slice() {
        ["arn", _, "sns", region, account, name]
            if is_region(region)
                && account.chars().all(|c| c.is_ascii_digit())
                && !name.is_empty() =>
        {
            Some(region)
        }
        _ => None,
    }
}

/// An address on SNS's own host of a trusted region.
pub(super) fn own_url(text: &str, regions: &[String]) -> Result<OutsideUrl, Refusal> {
    let hosts = [HostRule::Where(|host| region_of_host(host).is_some())];
    let url = OutsideUrl::parse(text, &hosts).map_err(|_| Refusal::Forged)?;
    match region_of_host(url.host()) {
        Some(region) if regions.iter().any(|trusted| trusted == region) => Ok(url),
        _ => Err(Refusal::Forged),
    }
}

/// `sns.eu-west-1.amazonaws.com`, in China `sns.cn-north-1.amazonaws.com.cn`: the second part.
fn region_of_host(host: &str) -> Option<&str> {
    let rest = host.strip_prefix("sns.")?;
    let in_china = rest.strip_suffix(".amazonaws.com.cn");
    let region = in_china.or_else(|| rest.strip_suffix(".amazonaws.com"))?;
    (is_region(region) && region.starts_with("cn-") == in_china.is_some()).then_some(region)
}

fn is_region(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.chars().all(fits)
}

/// Whether a path is one at which SNS serves a certificate.
pub(super) fn is_certificate(path: &str) -> bool {
    let (before, after) = CERTIFICATE_PATH;
    let digits = path
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    digits.is_some_and(|digits| digits.len() == 32 && digits.chars().all(|c| c.is_ascii_hexdigit()))
}
