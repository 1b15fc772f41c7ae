namespace OpenMemory.Cli;

/// <summary>A fault in the input, and the record it is in.</summary>
internal sealed class BadDataException(OmsFault fault, string place) : Exception(fault.ToString())
{
    internal OmsFault Fault { get; } = fault;

    /// <summary>For example <c>in line 12</c>.</summary>
    internal string Place { get; } = place;
}
