//! Checks receipts from C. The interface is described in `include/service_receipt.h`.

#![allow(unsafe_code)]

use std::ffi::{CStr, c_char, c_int};

use service_receipt::{ReceiptError, Signer};

const VALID: c_int = 0;
const MISMATCH: c_int = 1;
const INVALID: c_int = 2;

/// Checks that `receipt` belongs to the message.
///
/// # Safety
///
/// `secret` and `message` point to as many bytes as their lengths say, and `receipt` points to
/// a text that ends with a zero byte. Null pointers are allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn service_receipt_verify(
    secret: *const u8,
    secret_length: usize,
    message: *const u8,
    message_length: usize,
    receipt: *const c_char,
) -> c_int {
    if receipt.is_null() {
        return INVALID;
    }
    // SAFETY: the caller promises that the pointers can be read.
    let (secret, message, receipt) = unsafe {
        (
            bytes(secret, secret_length),
            bytes(message, message_length),
            CStr::from_ptr(receipt),
        )
    };
    match verify(secret, message, receipt) {
        Ok(()) => VALID,
        Err(ReceiptError::Mismatch) => MISMATCH,
        Err(_) => INVALID,
    }
}

fn verify(secret: &[u8], message: &[u8], receipt: &CStr) -> Result<(), ReceiptError> {
    let receipt = receipt.to_str().map_err(|_| ReceiptError::Malformed)?;
    Signer::new(secret)?.verify(message, receipt)
}

/// The bytes at `data`; none if it is null.
///
/// # Safety
///
/// `data` is null or points to `length` bytes that live for `'a`.
unsafe fn bytes<'a>(data: *const u8, length: usize) -> &'a [u8] {
    if data.is_null() {
        &[]
    } else {
        // SAFETY: promised by the caller.
        unsafe { std::slice::from_raw_parts(data, length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::CString;
    use std::ptr;

    const SECRET: &[u8] = b"a secret of enough bytes";

    fn verify_from_c(secret: &[u8], message: &[u8], receipt: &str) -> c_int {
        let receipt = CString::new(receipt).unwrap();
        // SAFETY: the pointers are those of slices and of a C string.
        unsafe {
            service_receipt_verify(
                secret.as_ptr(),
                secret.len(),
                message.as_ptr(),
                message.len(),
                receipt.as_ptr(),
            )
        }
    }

    #[test]
    fn receipts_are_checked() {
        let receipt = Signer::new(SECRET).unwrap().sign(b"message");
        assert_eq!(verify_from_c(SECRET, b"message", &receipt), VALID);
        assert_eq!(verify_from_c(SECRET, b"another", &receipt), MISMATCH);
        assert_eq!(verify_from_c(b"short", b"message", &receipt), INVALID);
        assert_eq!(verify_from_c(SECRET, b"message", "?"), INVALID);
    }

    #[test]
    fn null_pointers_are_invalid() {
        // SAFETY: null pointers are allowed.
        let answer = unsafe { service_receipt_verify(ptr::null(), 0, ptr::null(), 0, ptr::null()) };
        assert_eq!(answer, INVALID);
    }
}
