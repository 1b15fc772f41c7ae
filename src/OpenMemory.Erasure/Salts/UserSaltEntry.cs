namespace OpenMemory.Erasure;

/// <summary>An entry of a store of salts, without the salt.</summary>
/// <param name="Name">What it is kept under.</param>
/// <param name="State"><see cref="UserSaltState.Active"/> or <see cref="UserSaltState.Destroyed"/>.</param>
/// <param name="Time">When the salt was made or destroyed.</param>
public readonly record struct UserSaltEntry(UserSaltName Name, UserSaltState State, EpochMilliseconds Time);
