namespace OpenMemory.Disclosure;

/// <summary>An entry of the source that stays: where it stands, and its key in it.</summary>
internal readonly record struct KeptEntry(int Start, int End, int KeyStart, int KeyLength);
