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

CLI::Validator a_number_of_cores() { return CLI::Range(1, 4096).description(""); }

}  // namespace ferrule
