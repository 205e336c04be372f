pub fn text() -> String { format!("{} {}", 20/*n*/, env!("LISTER_NAMES")) }
