//! Sizes in points: the steps of the type scale, gaps, corners and lines.
//!
//! What is drawn names one of these, or a constant beside it that says what it is for.

/// Names on marks, where room is scarce.
pub const LABEL: f32 = 11.5;
/// Lesser text.
pub const SMALL: f32 = 12.5;
/// Titles of parts of a panel, and names in running text.
pub const HEAD: f32 = 13.0;
/// Text in lines under each other: tables, lists, bars.
pub const TABLE: f32 = 13.5;
/// Interface text.
pub const BODY: f32 = 14.0;
/// What somebody is reported to have said.
pub const READ: f32 = 14.5;
/// Panel titles.
pub const TITLE: f32 = 15.0;
/// Exact words in the second place, and words that lead a panel.
pub const LEAD: f32 = 15.0;
/// The name of the record a panel is about.
pub const NAME: f32 = 16.0;
/// Quotations.
pub const QUOTE: f32 = 18.0;
/// The quotation that leads a board.
pub const PULL: f32 = 19.0;
/// Titles of figures and dialogs.
pub const FIGURE: f32 = 20.0;

/// Between lines that are one thing.
pub const GAP_HAIR: f32 = 1.0;
/// Between the parts of one line.
pub const GAP_THIN: f32 = 2.0;
/// Between lines of a list.
pub const GAP_CLOSE: f32 = 3.0;
/// Between things that belong together.
pub const GAP_SMALL: f32 = 4.0;
/// Between one thing and the next.
pub const GAP: f32 = 6.0;
/// Between groups.
pub const GAP_LARGE: f32 = 8.0;
/// Between panels.
pub const GUTTER: f32 = 10.0;
/// Between columns.
pub const GAP_WIDE: f32 = 12.0;
/// Between what must not be taken for each other.
pub const GAP_BREAK: f32 = 24.0;

/// Corners of cells and ticks.
pub const RADIUS_TICK: u8 = 2;
/// Corners of bars.
pub const RADIUS_BAR: u8 = 3;
/// Corners of the ground under what is pointed at.
pub const RADIUS_GROUND: u8 = 4;
/// Corners of controls.
pub const RADIUS_CONTROL: u8 = 6;
/// Corners of what floats over the board.
pub const RADIUS_CARD: u8 = 8;
/// Corners of panels.
pub const RADIUS_PANEL: u8 = 10;

/// Lines that part things.
pub const LINE: f32 = 1.0;
/// Rings around what has the keyboard.
pub const LINE_RING: f32 = 1.5;
/// Lines that mark what is chosen.
pub const LINE_MARK: f32 = 2.0;
