namespace Activation.Profiles;

/// <summary>
/// One normalized, stored form of an identifier. <paramref name="Name"/> is its column in the snapshot's identifier files and its
/// property in the profile table. A hash is 64 lowercase hex digits of SHA-256 (32 bytes in the table); others are stored as normalized text.
/// </summary>
public sealed record IdentifierVariant(string Name, string Identifier, bool IsHash);
