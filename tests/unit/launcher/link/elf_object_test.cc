#include "launcher/link/elf_object.h"

#include <gtest/gtest.h>

#include "launcher/link/test_object.h"

namespace ferrule {
namespace {

using Names = std::set<std::string>;

TEST(ElfObjectTest, ASharedLibraryExportsWhatIsDefinedAndVisible) {
  const std::string object = test_object({{"mine"},
                                          {"inline", true, STB_WEAK},
                                          {"unique", true, STB_GNU_UNIQUE},
                                          {"of_others", false},
                                          {"here", true, STB_LOCAL},
                                          {"hidden", true, STB_GLOBAL, STV_HIDDEN},
                                          {"guarded", true, STB_GLOBAL, STV_PROTECTED}});
  EXPECT_EQ(exported_symbols(object), (Names{"mine", "inline", "unique", "guarded"}));
}

TEST(ElfObjectTest, AStackNoteLeavesTheRestAsItWas) {
  const std::string object = test_object({{"mine"}, {"of_others", false}});
  const std::string noted = with_stack_note(object);
  EXPECT_NE(noted.find(".note.GNU-stack"), std::string::npos);
  EXPECT_EQ(exported_symbols(noted), exported_symbols(object));
  EXPECT_EQ(with_stack_note(noted), noted);
}

TEST(ElfObjectTest, WhatWaitsForTheLinkHasNoCode) {
  EXPECT_TRUE(is_for_link_time_optimisation(test_object({{"__gnu_lto_slim"}})));
  EXPECT_TRUE(is_for_link_time_optimisation("BC\xC0\xDE and more"));
  EXPECT_FALSE(is_for_link_time_optimisation(test_object({{"mine"}})));
  EXPECT_FALSE(is_for_link_time_optimisation(""));
}

TEST(ElfObjectTest, WhatIsNoObjectIsLeftAlone) {
  const std::string object = test_object({{"mine"}});
  std::string cut = object.substr(0, object.size() - 1), of_another_order = object;
  of_another_order[EI_DATA] = ELFDATA2MSB;
  for (const std::string& text : {std::string(), std::string("!<arch>\n"), cut, of_another_order}) {
    EXPECT_EQ(with_stack_note(text), text);
    EXPECT_EQ(exported_symbols(text), Names{});
  }
}

}  // namespace
}  // namespace ferrule
