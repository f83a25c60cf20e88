//! The QR code of an address as a picture that a page can carry without style or script.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use thiserror::Error;
use zeroize::Zeroizing;

/// The light border that a reader needs, in modules.
const QUIET: usize = 4;

/// The text does not fit into a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the address is too long for a QR code")]
pub struct QrTooLarge;

/// Draws a text as an SVG element of one path, black on white; the page decides about its size.
///
/// # Errors
///
/// [`QrTooLarge`] beyond about two thousand letters.
pub fn qr_svg(text: &str) -> Result<Zeroizing<String>, QrTooLarge> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| QrTooLarge)?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let colors = code.to_colors();
    // Long enough for every module, so that no half-written copy of the secret stays behind.
    let mut svg = Zeroizing::new(String::with_capacity(400 + 24 * colors.len()));
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path fill=\"#000\" d=\""
    );
    for (y, row) in colors.chunks(width).enumerate() {
        for (x, color) in row.iter().enumerate() {
            if *color == Color::Dark {
                let _ = write!(svg, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_one_element_without_style_and_script() {
        let svg = qr_svg("otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP&issuer=a").unwrap();
        assert!(svg.starts_with("<svg xmlns") && svg.ends_with("</svg>"));
        for forbidden in ["style", "<script", "<?xml", "onload", "href"] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
        // The three corners begin with a dark row of seven.
        assert!(svg.contains("M4 4h1v1h-1zM5 4h1v1h-1z"));
    }

    #[test]
    fn a_text_that_does_not_fit_is_refused() {
        assert_eq!(qr_svg(&"a".repeat(5_000)).err(), Some(QrTooLarge));
    }
}
