namespace OpenMemory.Cli.Terminal;

/// <summary>What the steps of a long work are.</summary>
internal enum ProgressUnit
{
    Bytes,
    Grains,
}
