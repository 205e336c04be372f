# A changed argument is one of Cargo's inputs.
edit(CMakeLists.txt "GIVEN_NAME=of two words" "GIVEN_NAME=another")
edit(CMakeLists.txt ".of two words." ".another.")
build()
run_tests()
expect_nothing_to_do()
