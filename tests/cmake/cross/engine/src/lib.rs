use std::ffi::CString;
use std::os::raw::c_char;

pub const BUILT_ON: &str = env!("BUILT_ON");
pub const BUILT_FOR: &str = env!("BUILT_FOR");

pub fn name() -> (&'static str, &'static str) {
    shout::shout!(engine)
}

#[no_mangle]
pub extern "C" fn engine_answer() -> i32 {
    std::panic::catch_unwind(|| panic!("inside")).map_or(include!(concat!(env!("OUT_DIR"), "/answer.rs")), |_: ()| 0)
}

/// The caller frees it.
#[no_mangle]
pub extern "C" fn engine_arch() -> *mut c_char {
    assert_eq!(BUILT_FOR, shared::ARCH);
    assert_eq!(BUILT_ON, name().1);
    assert!(cfg!(for_the_target));
    CString::new(shared::ARCH).unwrap().into_raw()
}

#[cfg(test)]
mod tests {
    #[test]
    fn runs_on_the_target() {
        assert_eq!(std::env::consts::ARCH, crate::BUILT_FOR);
    }
}
