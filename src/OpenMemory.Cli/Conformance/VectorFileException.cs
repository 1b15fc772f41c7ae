namespace OpenMemory.Cli.Conformance;

/// <summary>A vector file, or a row of one, is not in the schema of the vectors.</summary>
internal sealed class VectorFileException(string message) : Exception(message);
