using OpenMemory.Cli;
using OpenMemory.Cli.Terminal;

using Stream input = Console.OpenStandardInput();
using Stream output = StandardOutput.Open();
return OpenMemoryCommand.Run(args, input, output, Console.Error, ErrorTerminal.Detect());
