pub const MARK: &str = shout::shout!("");
