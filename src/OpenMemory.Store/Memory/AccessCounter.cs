namespace OpenMemory.Store;

/// <summary>How often a grain was read, and when last.</summary>
internal struct AccessCounter
{
    internal long Count, Last;
}
