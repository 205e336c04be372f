#[no_mangle]
pub extern "C" fn of_directory_value() -> u64 {
    let settings = common::settings();
    settings.number * 100 + std::mem::size_of_val(&settings) as u64
}

#[no_mangle]
pub extern "C" fn of_directory_level() -> u64 {
    common::level()
}

#[no_mangle]
pub extern "C" fn of_directory_count() -> u64 {
    common::count()
}
