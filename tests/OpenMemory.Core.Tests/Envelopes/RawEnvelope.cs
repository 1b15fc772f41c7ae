namespace OpenMemory.Tests;

/// <summary>
/// Envelopes made by hand. The plain one: tag and array at 0, protected header at 2 (its content at 3: algorithm at 4, key id at 6),
/// unprotected header at 13, payload at 14, signature at 18; 21 bytes.
/// </summary>
internal static class RawEnvelope
{
    internal const string Start = "d284", Protected = "4aa2012704456469643a78", Unprotected = "a0", Payload = "43010203", Signature = "42aabb";

    internal const int UnprotectedOffset = 13, PayloadOffset = 14, Length = 21;

    internal static byte[] Of(string start = Start, string header = Protected, string other = Unprotected, string payload = Payload, string signature = Signature) =>
        Convert.FromHexString(start + header + other + payload + signature);

    /// <summary>A protected header of this content, in a byte string of less than 256 bytes.</summary>
    internal static string Header(string content) =>
        (content.Length / 2 < 24 ? $"{0x40 + (content.Length / 2):x2}" : $"58{content.Length / 2:x2}") + content;
}
