#include "base/field_table.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

enum class Colour { none, red, green };

struct Size {
  int width = 0;
  std::optional<int> height;
  bool operator==(const Size&) const = default;
};

struct Thing {
  std::string name;
  std::vector<std::string> parts;
  bool is_new = true;
  Colour colour = Colour::none;
  Size size;
  bool operator==(const Thing&) const = default;
};

FieldTable<Thing> table() {
  FieldTable<Size> size;
  size.number("width", &Size::width).number("height", &Size::height);
  return FieldTable<Thing>()
      .text("name", &Thing::name)
      .list("part", &Thing::parts)
      .flag("new", &Thing::is_new, true)
      .word("colour", &Thing::colour, {{Colour::red, "red"}, {Colour::green, "green"}})
      .part(&Thing::size, size)
      .help("look again");
}

TEST(FieldTableTest, ReadsWhatItWrites) {
  const Thing things[] = {{}, {"a\nb", {"x", "", "y z"}, false, Colour::green, {-3, 0}}};
  for (const Thing& thing : things) {
    Result<Thing> back = table().read(table().write(thing), "file");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, thing);
  }
}

TEST(FieldTableTest, LeavesOutWhatIsAsUsual) {
  EXPECT_EQ(table().write(Thing()), "");
  EXPECT_EQ(table().write({"a", {"x"}, false, Colour::red, {2, 0}}),
            "name a\npart x\nnew no\ncolour red\nwidth 2\nheight 0\n");
}

TEST(FieldTableTest, RefusesWhatItDoesNotKnow) {
  for (std::string_view text : {"shape round\n", "colour blue\n", "new perhaps\n", "width 3px\n", "height \n"}) {
    Result<Thing> read = table().read(text, "file");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, "cannot understand `" + std::string(text.substr(0, text.size() - 1)) + "`");
    EXPECT_EQ(read.error().where, "file");
    EXPECT_EQ(read.error().help, "look again");
  }
}

}  // namespace
}  // namespace ferrule
