use proc_macro::TokenStream;

#[proc_macro]
pub fn count(input: TokenStream) -> TokenStream {
    counting_host::letters(&input.to_string()).to_string().parse().unwrap()
}
