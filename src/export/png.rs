//! A page as pixels, rendered from its SVG, so that both show the same.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{ExportError, Format, svg};
use crate::page::Page;
use crate::ui::theme::FACES;

/// Pixels.
pub(super) const FORMAT: Format = Format {
    ending: "png",
    // Its pixels, of four bytes, twice while they are written.
    room: |size| size.iter().fold(8, |n: u64, side| n.saturating_mul(u64::from(*side))),
    write,
};

/// Pixels of red, green, blue and alpha, premultiplied, as a file; `None` when they are not as many
/// as the width and height say.
#[must_use]
pub fn of_pixels([width, height]: [usize; 2], pixels: &[[u8; 4]]) -> Option<Vec<u8>> {
    let side = |n: usize| u32::try_from(n).ok();
    let mut pixmap = Pixmap::new(side(width)?, side(height)?)?;
    if pixels.len() != width * height {
        return None;
    }
    for (to, from) in pixmap.data_mut().chunks_exact_mut(4).zip(pixels) {
        to.copy_from_slice(from);
    }
    pixmap.encode_png().ok()
}

/// Renders the page at one pixel a point.
fn write(page: &Page) -> Result<Vec<u8>, ExportError> {
    let svg = svg::document(page).map_err(|e| ExportError::Render(e.to_string()))?;
    let mut db = fontdb::Database::new();
    for (_, bytes, ..) in FACES {
        db.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
    }
    for font in &page.fonts {
        db.load_font_source(fontdb::Source::Binary(Arc::new(Shared(font.clone()))));
    }
    db.set_sans_serif_family("Inter");
    db.set_serif_family("Source Serif 4");
    let options = Options { fontdb: Arc::new(db), ..Options::default() };
    let fail = |e: String| ExportError::Render(e);
    let tree = Tree::from_str(&svg, &options).map_err(|e| fail(e.to_string()))?;
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| fail("the size is not possible".to_owned()))?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|e| fail(e.to_string()))
}

/// Font bytes shared with the screen.
struct Shared(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}
