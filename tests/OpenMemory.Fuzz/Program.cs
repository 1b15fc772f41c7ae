return OpenMemory.Fuzzing.FuzzProgram.Run(args, Console.Out);
