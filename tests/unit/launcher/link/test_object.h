// ELF objects for tests, as small as they can be.
#pragma once

#include <elf.h>

#include <cstring>
#include <string>
#include <vector>

namespace ferrule {

struct TestSymbol {
  std::string name;
  bool is_defined = true;
  unsigned char binding = STB_GLOBAL;
  unsigned char visibility = STV_DEFAULT;
};

/// A 64-bit object with a table of symbols and nothing else.
inline std::string test_object(const std::vector<TestSymbol>& symbols) {
  auto bytes = [](const auto& value) { return std::string(reinterpret_cast<const char*>(&value), sizeof value); };
  const std::string section_names("\0.symtab\0.strtab", 17);
  std::string names("\0", 1), table = bytes(Elf64_Sym{});
  for (const TestSymbol& one : symbols) {
    Elf64_Sym symbol = {};
    symbol.st_name = static_cast<Elf64_Word>(names.size());
    symbol.st_info = static_cast<unsigned char>(one.binding << 4);
    symbol.st_other = one.visibility;
    symbol.st_shndx = one.is_defined ? SHN_ABS : SHN_UNDEF;
    names += one.name + '\0';
    table += bytes(symbol);
  }
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_type = ET_REL;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = 4;
  header.e_shstrndx = 3;
  std::string body = table + names + section_names;
  header.e_shoff = sizeof header + body.size();
  Elf64_Shdr none = {}, of_symbols = {}, of_names = {}, of_section_names = {};
  of_symbols.sh_name = 1;
  of_symbols.sh_type = SHT_SYMTAB;
  of_symbols.sh_offset = sizeof header;
  of_symbols.sh_size = table.size();
  of_symbols.sh_entsize = sizeof(Elf64_Sym);
  of_symbols.sh_link = 2;
  of_names.sh_name = of_section_names.sh_name = 9;
  of_names.sh_type = of_section_names.sh_type = SHT_STRTAB;
  of_names.sh_offset = of_symbols.sh_offset + table.size();
  of_names.sh_size = names.size();
  of_section_names.sh_offset = of_names.sh_offset + names.size();
  of_section_names.sh_size = section_names.size();
  return bytes(header) + body + bytes(none) + bytes(of_symbols) + bytes(of_names) + bytes(of_section_names);
}

}  // namespace ferrule
