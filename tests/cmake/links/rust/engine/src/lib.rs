#[no_mangle]
pub extern "C" fn engine_count() -> i32 {
    plug::count()
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_plugs_are_there() {
        assert_eq!(super::engine_count(), 12);
    }
}
