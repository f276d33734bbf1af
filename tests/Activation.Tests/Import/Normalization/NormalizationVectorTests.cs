using System.Text.Json;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Tests.Import.Normalization;

/// <summary>
/// Values that the platforms' documents, tools and tests record. A vector with `deviates` says why the recorded answer is not ours.
/// </summary>
public sealed class NormalizationVectorTests
{
    public static TheoryData<Vector> Vectors() => [.. Read()];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Add_OfARecordedValue_IsTheRecordedHash(Vector vector)
    {
        var identifiers = new IdentifierSet();

        var outcome = IdentifierNormalizer.Add(identifiers, vector.Identifier, vector.Input, new NormalizationContext(vector.Country, RowCountry: null));

        (outcome.Kind switch { NormalizationKind.Invalid => outcome.Code, NormalizationKind.Empty => "empty", _ => null }).ShouldBe(vector.Code);
        identifiers[vector.Variant].ShouldBe((vector.Sha256 ?? vector.Normalized) is { } expected ? [expected] : []);
    }

    private static Vector[] Read()
    {
        using var stream = typeof(NormalizationVectorTests).Assembly.GetManifestResourceStream("normalization-vectors.json");
        stream.ShouldNotBeNull();
        return JsonSerializer.Deserialize<Vector[]>(stream, JsonSerializerOptions.Web).ShouldNotBeNull();
    }

    public sealed record Vector(
        string Identifier, string Variant, string Input, string? Country = null, string? Normalized = null, string? Sha256 = null, string? Code = null,
        string? Deviates = null);
}
