//! How a part is packed for the way (RFC 2045 §6).

use std::borrow::Cow;

use mail_parser::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// A part's own bytes; those of one that is not packed as it says, as they stand.
pub(super) fn undone(packed: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    let bytes = match encoding {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(packed),
        Encoding::Base64 => base64_decode(packed),
    };
    bytes.map_or(Cow::Borrowed(packed), Cow::Owned)
}
