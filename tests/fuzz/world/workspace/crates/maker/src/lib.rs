include!(concat!(env!("OUT_DIR"), "/made.rs"));
pub fn text() -> String { format!("{} {} {} {}", 17/*n*/, MADE, cfg!(marked), env!("MAKER_TEXT")) }
