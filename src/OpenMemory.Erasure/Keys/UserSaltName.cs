namespace OpenMemory.Erasure;

/// <summary>What a user's salt is kept under: the user's blind-index token, so that a store of salts does not list people.</summary>
/// <param name="Token">The token of the user id under the master key of <paramref name="MasterKeyVersion"/>.</param>
/// <param name="MasterKeyVersion">The version of the master key; a user has one salt for each version that was used.</param>
public readonly record struct UserSaltName(BlindToken Token, uint MasterKeyVersion);
