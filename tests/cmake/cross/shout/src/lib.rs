use proc_macro::TokenStream;

/// The words in capitals, and the machine that the macro ran on.
#[proc_macro]
pub fn shout(input: TokenStream) -> TokenStream {
    format!("({:?}, {:?})", input.to_string().to_uppercase(), shared::ARCH).parse().unwrap()
}
