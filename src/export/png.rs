//! A page as pixels, rendered from its SVG, so that both show the same.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::ExportError;
use crate::page::Page;
use crate::ui::theme::FACES;

/// Renders the page at one pixel a point.
pub(super) fn render(svg: &str, page: &Page) -> Result<Vec<u8>, ExportError> {
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
    let tree = Tree::from_str(svg, &options).map_err(|e| fail(e.to_string()))?;
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
