//! Stock rules: code that may refuse a movement.
//!
//! Rules live in a shared library of their own. A crate of type `cdylib` writes one function and
//! passes it to [`export_rules!`]; the service loads the library with [`Rules::load`].

use std::ffi::{CStr, OsStr, c_char};
use std::fmt;

use libloading::Library;
use service_model::Part;

/// Changes whenever [`RawProposal`] or the exported functions do.
pub const ABI_VERSION: u32 = 1;

/// A movement that rules are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// The code of the part.
    pub sku: &'a str,
    /// How many are in stock.
    pub on_hand: u32,
    /// How many are to come in; negative when they are to go out.
    pub delta: i64,
}

/// A [`Proposal`] as it is passed to the shared library.
#[derive(Debug)]
#[repr(C)]
pub struct RawProposal {
    sku: *const u8,
    sku_length: usize,
    on_hand: u32,
    delta: i64,
}

impl RawProposal {
    /// The proposal in the form that crosses the border between two libraries.
    pub fn new(proposal: &Proposal<'_>) -> Self {
        Self {
            sku: proposal.sku.as_ptr(),
            sku_length: proposal.sku.len(),
            on_hand: proposal.on_hand,
            delta: proposal.delta,
        }
    }

    /// The proposal in the form that rules are written for.
    ///
    /// # Safety
    ///
    /// This was made by [`RawProposal::new`], and the text it was made from still lives.
    #[allow(unsafe_code)]
    pub unsafe fn read(&self) -> Proposal<'_> {
        // SAFETY: pointer and length are those of a `str` that lives, as the caller promises.
        let sku = unsafe {
            let bytes = std::slice::from_raw_parts(self.sku, self.sku_length);
            std::str::from_utf8_unchecked(bytes)
        };
        Proposal {
            sku,
            on_hand: self.on_hand,
            delta: self.delta,
        }
    }
}

/// The function that a library of rules exports: null, or why the movement is refused.
pub type RawCheck = unsafe extern "C" fn(&RawProposal) -> *const c_char;

/// Exports a function of type `fn(&Proposal<'_>) -> Option<&'static CStr>` as the rules of a
/// shared library. It returns why a movement is refused, if it is.
#[macro_export]
macro_rules! export_rules {
    ($check:path) => {
        /// The version of the interface between the service and its rules.
        #[unsafe(no_mangle)]
        #[allow(unsafe_code)]
        pub extern "C" fn service_rules_abi_version() -> u32 {
            $crate::ABI_VERSION
        }

        /// Null, or why the movement is refused.
        ///
        /// # Safety
        ///
        /// The proposal was made by `RawProposal::new`, and its text still lives.
        #[unsafe(no_mangle)]
        #[allow(unsafe_code)]
        pub unsafe extern "C" fn service_rules_check(
            proposal: &$crate::RawProposal,
        ) -> *const ::std::ffi::c_char {
            let check: fn(&$crate::Proposal<'_>) -> Option<&'static ::std::ffi::CStr> = $check;
            // SAFETY: promised by the caller.
            match check(&unsafe { proposal.read() }) {
                None => ::std::ptr::null(),
                Some(reason) => reason.as_ptr(),
            }
        }
    };
}

/// Why rules could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// The library is not there, or is not a library of rules.
    #[error("cannot load rules")]
    Load(#[from] libloading::Error),
    /// The library was built for another version of the service.
    #[error("the rules have interface version {found}, but {ABI_VERSION} is needed")]
    WrongVersion {
        /// The version the library has.
        found: u32,
    },
}

/// The rules in force.
#[derive(Default)]
pub struct Rules {
    loaded: Option<Loaded>,
}

struct Loaded {
    check: RawCheck,
    // Holds the code of `check` in memory.
    _library: Library,
}

impl Rules {
    /// No rules: every movement is allowed.
    pub fn none() -> Self {
        Self::default()
    }

    /// Loads rules from a shared library.
    ///
    /// # Safety
    ///
    /// The library was made with [`export_rules!`], and its initialisers are sound.
    #[allow(unsafe_code)]
    pub unsafe fn load(path: impl AsRef<OsStr>) -> Result<Self, RulesError> {
        // SAFETY: the caller promises that the functions have these types.
        unsafe {
            let library = Library::new(path.as_ref())?;
            let version = library.get::<extern "C" fn() -> u32>(b"service_rules_abi_version\0")?;
            let found = version();
            if found != ABI_VERSION {
                return Err(RulesError::WrongVersion { found });
            }
            let check = *library.get::<RawCheck>(b"service_rules_check\0")?;
            Ok(Self {
                loaded: Some(Loaded {
                    check,
                    _library: library,
                }),
            })
        }
    }

    /// Asks whether `delta` parts may be moved.
    #[allow(unsafe_code)]
    pub fn check(&self, part: &Part, delta: i64) -> Result<(), String> {
        let Some(loaded) = &self.loaded else {
            return Ok(());
        };
        let proposal = RawProposal::new(&Proposal {
            sku: part.sku.as_str(),
            on_hand: part.quantity,
            delta,
        });
        // SAFETY: the library is loaded, and the proposal was made from a text that lives.
        let reason = unsafe { (loaded.check)(&proposal) };
        if reason.is_null() {
            return Ok(());
        }
        // SAFETY: the function returns null or a C string that lives as long as the library.
        let reason = unsafe { CStr::from_ptr(reason) };
        Err(reason.to_string_lossy().into_owned())
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules")
            .field("loaded", &self.loaded.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_rules_everything_is_allowed() {
        let part = Part {
            sku: "BRS-0042".parse().unwrap(),
            name: "Brass ferrule".to_owned(),
            quantity: 1,
        };
        assert_eq!(Rules::none().check(&part, 1_000_000), Ok(()));
    }

    #[test]
    #[allow(unsafe_code)]
    fn a_missing_library_is_an_error() {
        // SAFETY: there is no such library, so no code is run.
        let error = unsafe { Rules::load("/no/such/library.so") }.unwrap_err();
        assert_eq!(error.to_string(), "cannot load rules");
    }
}
