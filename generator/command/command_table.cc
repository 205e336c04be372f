#include "command/command_table.h"

#include <algorithm>

namespace ferrule {

CommandTable::Run CommandTable::chosen() const {
  auto row = std::find_if(rows_.begin(), rows_.end(), [](const Row& one) { return one.command->parsed(); });
  return row == rows_.end() ? Run() : row->run;
}

void repeatable(CLI::App& command, const std::string& names, std::vector<std::string>& values,
                const std::string& type, const std::string& help) {
  command.add_option(names, values, help)
      ->type_name(type)
      ->type_size(1)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
}

void switch_off(CLI::App& command, const std::string& name, bool& value, const std::string& help) {
  command.add_flag_callback(
      name, [&value] { value = false; }, help);
}

void build_directory_option(CLI::App& command, std::string& value, const std::string& help) {
  command.add_option("-C", value, help)->type_name("DIR");
}

const std::map<std::string, Pipelining> kPipelining = {
    {"auto", Pipelining::automatic}, {"hollow", Pipelining::hollow}, {"off", Pipelining::off}};

void memory_option(CLI::App& command, MemoryLimit& limit, const std::string& help) {
  constexpr const char* kName = "--memory";
  command
      .add_option_function<std::string>(
          kName,
          [&limit](const std::string& given) {
            const std::optional<MemoryLimit> read = parse_memory_limit(given);
            if (!read)
              throw CLI::ValidationError(
                  kName, "takes an amount of memory (8G, 8000M, a number of bytes from 1M up, or 1% to 100%), not `" +
                             given + "`");
            limit = *read;
          },
          help)
      ->type_name("AMOUNT");
}

CLI::Validator a_number_of_cores() { return CLI::Range(1, 4096).description(""); }

}  // namespace ferrule
