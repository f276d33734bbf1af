using Activation.Profiles;

namespace Activation.Governance.Privacy;

/// <summary>
/// A value of a variant that tells a person, such as an email, a customer id or a device id; names and places do not. Reddit's form of an email is left out: it takes
/// dots and tags out of every address, so that two people's may be one (see <see cref="Person.RedditEmails"/>).
/// </summary>
/// <param name="Position">Of the variant in <see cref="Identifiers.Variants"/>.</param>
internal readonly record struct StrongValue(int Position, string Text)
{
    private static readonly string[] Names = ["email", "email_google", "phone", "phone_e164", "external_id", "mobile_ad_id", "mobile_ad_id_sha256", "idfa", "gaid", "ecid"];

    /// <summary>Positions of the variants that tell a person.</summary>
    public static readonly IReadOnlyList<int> Positions = [.. Names.Select(Identifiers.Position)];

    public IdentifierVariant Variant => Identifiers.Variants[Position];

    public static IEnumerable<StrongValue> Of(IdentifierSet identifiers) =>
        from position in Positions from text in identifiers[position] select new StrongValue(position, text);

    /// <summary>The variant only: a printed value could be a customer id.</summary>
    public override string ToString() => Variant.Name;
}
