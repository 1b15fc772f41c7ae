namespace OpenMemory.Cli;

/// <summary>The command was asked for something that cannot be: one clear line, exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
