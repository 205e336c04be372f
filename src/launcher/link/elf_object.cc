#include "launcher/link/elf_object.h"

#include <elf.h>

#include <bit>
#include <cstring>
#include <string_view>
#include <vector>

namespace ferrule {

namespace {

constexpr char kStackNote[] = ".note.GNU-stack";
constexpr int kOwnByteOrder = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

struct Elf32 {
  using Header = Elf32_Ehdr;
  using Section = Elf32_Shdr;
  using Symbol = Elf32_Sym;
};

struct Elf64 {
  using Header = Elf64_Ehdr;
  using Section = Elf64_Shdr;
  using Symbol = Elf64_Sym;
};

/// The class of an object, or 0 for what is none.
int class_of(const std::string& object) {
  bool is_object = object.size() >= sizeof(Elf32_Ehdr) && object.compare(0, SELFMAG, ELFMAG) == 0 &&
                   object[EI_DATA] == kOwnByteOrder;
  return is_object ? object[EI_CLASS] : ELFCLASSNONE;
}

template <class T>
std::string bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

template <class Elf>
class Object {
 public:
  using Section = typename Elf::Section;
  using Symbol = typename Elf::Symbol;

  explicit Object(std::string bytes) : bytes_(std::move(bytes)) {
    if (bytes_.size() < sizeof header_) return;
    std::memcpy(&header_, bytes_.data(), sizeof header_);
    if (header_.e_shentsize != sizeof(Section)) return;
    std::string_view table = part(header_.e_shoff, header_.e_shnum * sizeof(Section));
    sections_.resize(table.size() / sizeof(Section));
    std::memcpy(sections_.data(), table.data(), sections_.size() * sizeof(Section));
  }

  /// The new names and the new table of sections stand at the end; what was there before stays, unused.
  std::string with_stack_note() {
    const std::string_view kName(kStackNote, sizeof kStackNote);
    if (header_.e_shstrndx >= sections_.size()) return bytes_;
    std::string names(contents(sections_[header_.e_shstrndx]));
    if (names.find(kName) != std::string::npos) return bytes_;
    Section note = {};
    set(note.sh_name, names.size());
    note.sh_type = SHT_PROGBITS;
    note.sh_addralign = 1;
    names += kName;
    set(sections_[header_.e_shstrndx].sh_offset, bytes_.size());
    set(sections_[header_.e_shstrndx].sh_size, names.size());
    bytes_ += names;
    bytes_.resize((bytes_.size() + alignof(Section) - 1) / alignof(Section) * alignof(Section));
    set(note.sh_offset, bytes_.size());
    sections_.push_back(note);
    set(header_.e_shoff, bytes_.size());
    set(header_.e_shnum, sections_.size());
    for (const Section& section : sections_) bytes_ += bytes_of(section);
    return bytes_.replace(0, sizeof header_, bytes_of(header_));
  }

  std::set<std::string> exported_symbols() const {
    std::set<std::string> names;
    for (const Section& section : sections_) {
      if (section.sh_type != SHT_SYMTAB || section.sh_link >= sections_.size()) continue;
      std::string_view table = contents(section), text = contents(sections_[section.sh_link]);
      for (; table.size() >= sizeof(Symbol); table.remove_prefix(sizeof(Symbol))) {
        Symbol symbol;
        std::memcpy(&symbol, table.data(), sizeof symbol);
        if (!is_exported(symbol) || symbol.st_name >= text.size()) continue;
        names.emplace(text.substr(symbol.st_name, text.find('\0', symbol.st_name) - symbol.st_name));
      }
    }
    return names;
  }

 private:
  static bool is_exported(const Symbol& symbol) {
    int binding = symbol.st_info >> 4, visibility = symbol.st_other & 3;
    return symbol.st_shndx != SHN_UNDEF && binding != STB_LOCAL &&
           (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
  }

  template <class Field>
  static void set(Field& field, std::size_t value) {
    field = static_cast<Field>(value);
  }

  std::string_view part(std::size_t offset, std::size_t size) const {
    bool is_inside = offset <= bytes_.size() && size <= bytes_.size() - offset;
    return is_inside ? std::string_view(bytes_).substr(offset, size) : std::string_view();
  }

  std::string_view contents(const Section& section) const { return part(section.sh_offset, section.sh_size); }

  std::string bytes_;
  typename Elf::Header header_ = {};
  std::vector<Section> sections_;
};

}  // namespace

std::string with_stack_note(std::string object) {
  switch (class_of(object)) {
    case ELFCLASS32: return Object<Elf32>(std::move(object)).with_stack_note();
    case ELFCLASS64: return Object<Elf64>(std::move(object)).with_stack_note();
    default: return object;
  }
}

std::set<std::string> exported_symbols(const std::string& object) {
  switch (class_of(object)) {
    case ELFCLASS32: return Object<Elf32>(object).exported_symbols();
    case ELFCLASS64: return Object<Elf64>(object).exported_symbols();
    default: return {};
  }
}

bool is_for_link_time_optimisation(const std::string& object) {
  constexpr std::string_view kLlvmBitcode = "BC\xC0\xDE", kWithoutCode = "__gnu_lto_slim";
  return object.starts_with(kLlvmBitcode) || exported_symbols(object).contains(std::string(kWithoutCode));
}

}  // namespace ferrule
