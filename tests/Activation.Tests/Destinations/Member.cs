using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.Destinations;

namespace Activation.Tests.Destinations;

/// <summary>Members for tests; a hashed identifier is given in the clear.</summary>
internal static class Member
{
    private static readonly HashSet<string> Plain = new(["externalId", "mobileAdId", "idfa", "gaid", "ecid"], StringComparer.Ordinal);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static MemberRow Of(string customer, params (string Identifier, string[] Values)[] values) =>
        new(ProfileId.ForCustomer(customer), [.. values.Select(v => new KeyValuePair<string, IReadOnlyList<string>>(v.Identifier, Plain.Contains(v.Identifier) ? v.Values : [.. v.Values.Select(Hash)]))]);

    /// <summary>A member with these identifiers, each with one value of the demanded shape that no other number has.</summary>
    public static MemberRow Of(int number, IEnumerable<AcceptedIdentifier> identifiers) =>
        new(ProfileId.ForCustomer($"C-{number}"), [.. identifiers.Select(i => new KeyValuePair<string, IReadOnlyList<string>>(i.Name, [Value(i, number)]))]);

    private static string Value(AcceptedIdentifier identifier, int number) => identifier.Shape switch
    {
        IdentifierShape.Sha256 => Hash($"{identifier.Name}{number}"),
        IdentifierShape.Uuid => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{identifier.Name}{number}")).AsSpan(0, 16)).ToString("D"),
        IdentifierShape.Digits38 => number.ToString("D38", CultureInfo.InvariantCulture),
        _ => $"{identifier.Name}-{number}",
    };

    public static MemberRow Full(int number) => Of(
        $"C-{number}", ("email", [$"member{number}@example.com"]), ("phone", [$"4479110000{number:D2}"]), ("externalId", [$"C-{number}"]));
}
