namespace OpenMemory.Erasure;

/// <summary>
/// What a version of the master key is known again by, derived from it and of no other use: a store of salts keeps one for each
/// version, so that another key of the same version is noticed before users are looked for under it in vain.
/// </summary>
/// <param name="MasterKeyVersion">The version.</param>
/// <param name="Value"><c>HKDF-SHA256(master key, "oms:key-check:v1", 32 bytes)</c>.</param>
public readonly record struct MasterKeyCheck(uint MasterKeyVersion, BlindToken Value);
