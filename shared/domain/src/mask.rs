//! What must not be passed on in clear: card numbers that customers type into a chat.

/// The text with every run of 13 to 19 digits that passes the Luhn check (ISO/IEC 7812-1) shown by its last four
/// digits only. Spaces and hyphens between the digits do not hide a number.
pub fn mask_cards(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let length = run_length(from);
        let (run, after) = from.split_at(length);
        out.push_str(&masked(run).unwrap_or_else(|| run.to_owned()));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// How many bytes belong to a run of digits with single separators.
fn run_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let separated =
            matches!(bytes[end], b' ' | b'-') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if bytes[end].is_ascii_digit() || separated {
            end += 1
        } else {
            break;
        }
    }
    end
}

fn masked(run: &str) -> Option<String> {
    let digits: Vec<u32> = run.chars().filter_map(|c| c.to_digit(10)).collect();
    if !(13..=19).contains(&digits.len()) || !passes_luhn(&digits) {
        return None;
    }
    let last: String = digits
        .iter()
        .skip(digits.len() - 4)
        .map(ToString::to_string)
        .collect();
    Some(format!("•••• {last}"))
}

fn passes_luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => *digit,
            _ if *digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::mask_cards;

    #[test]
    fn a_card_number_keeps_its_last_four_digits_only() {
        assert_eq!(
            mask_cards("Mi tarjeta es 4111 1111 1111 1111, gracias"),
            "Mi tarjeta es •••• 1111, gracias"
        );
        assert_eq!(mask_cards("4111-1111-1111-1111"), "•••• 1111");
    }

    #[test]
    fn orders_phones_and_numbers_that_fail_the_check_stay() {
        for text in [
            "pedido 20418",
            "+34 600 11 22 33",
            "4111 1111 1111 1112",
            "ñ 1 2 é",
            "5 -",
        ] {
            assert_eq!(mask_cards(text), text);
        }
    }
}
