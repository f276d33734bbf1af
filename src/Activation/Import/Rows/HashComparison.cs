using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>Compares a hash with the values that the same row has in clear. Pure.</summary>
internal static class HashComparison
{
    /// <param name="hash">64 lower-case hex digits.</param>
    /// <param name="own">The hashes of the values in clear, in every variant.</param>
    /// <param name="written">Those values as the file has them.</param>
    public static HashMatch OfSha256(string hash, IReadOnlyCollection<string> own, IReadOnlyCollection<string> written) =>
        own.Contains(hash, StringComparer.Ordinal) ? HashMatch.Same
        : own.Any(o => Sha256Hex.Of(o) == hash || Sha256Hex.Of(o.ToUpperInvariant()) == hash) ? HashMatch.Double
        : written.Any(w => Sha256Hex.Of(w) == hash) ? HashMatch.Unnormalized
        : HashMatch.None;

    /// <summary>Whether the hex digits are the MD5 or SHA-1 of a value, as it is written or normalized.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Nothing is protected by it: the file's own column is recognized, and never used.")]
    [SuppressMessage("Security", "CA5351", Justification = "Nothing is protected by it: the file's own column is recognized, and never used.")]
    public static bool IsWeak(ReadOnlySpan<char> hash, string identifier, IEnumerable<string> written, NormalizationContext context)
    {
        var bytes = Convert.FromHexString(hash);
        return written.SelectMany(w => Forms(w, identifier, context).Append(w)).Any(form =>
            bytes.AsSpan().SequenceEqual(bytes.Length == MD5.HashSizeInBytes ? MD5.HashData(Encoding.UTF8.GetBytes(form)) : SHA1.HashData(Encoding.UTF8.GetBytes(form))));
    }

    private static IEnumerable<string> Forms(string written, string identifier, NormalizationContext context)
    {
        if (identifier == Identifiers.Email)
        {
            return EmailNormalizer.Normalize(written) is { } plain ? [plain, EmailNormalizer.ForGoogle(plain)] : [];
        }

        return PhoneNormalizer.Normalize(written, context.Country).E164 is { } e164 ? [e164, e164[1..]] : [];
    }
}
