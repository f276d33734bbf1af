using Activation.Import;
using Activation.Import.Columns;
using Activation.Import.Files;
using Activation.Profiles;
using Activation.Segments.Computed;
using PhoneNumbers;

namespace Activation.Api.Sources;

/// <summary>What a source may say. What cannot be carried out is refused, not ignored.</summary>
internal sealed class SourceRules
{
    private const int MaxRetentionDays = 3_650;

    private readonly HashSet<string> countries = PhoneNumberUtil.GetInstance().GetSupportedRegions();

    public void Check(SourceDefinition source)
    {
        foreach (var purpose in source.Consent.Keys.Where(p => !EntityName.IsValid(p)))
        {
            throw ProblemException.Invalid("invalidPurpose", $"consent.{purpose}", $"A purpose of consent is {EntityName.Rule}.");
        }

        if (source is { ExpiresAfter: not null, Kind: SourceKind.Events or SourceKind.Identity })
        {
            throw ProblemException.Invalid("expiryWithoutTraits", "expiresAfter", "The files of this kind of source have no traits that could expire: leave expiresAfter out (events have retentionDays).");
        }

        TraitService.CheckExpiry(source.ExpiresAfter, source.Expiry);
        if (source is { RetentionDays: not null, Kind: not SourceKind.Events })
        {
            throw ProblemException.Invalid("retentionWithoutEvents", "retentionDays", "Only a source of kind events has events to keep for some days: leave retentionDays out (traits have expiresAfter).");
        }

        if (source.RetentionDays is not (null or (>= 1 and <= MaxRetentionDays)))
        {
            throw ProblemException.Invalid("invalidRetention", "retentionDays", $"retentionDays is the number of days for which events are kept, from 1 to {MaxRetentionDays}; leave it out to keep them.");
        }

        if (source is { Kind: SourceKind.Events, Mode: not SourceMode.Upsert })
        {
            throw ProblemException.Invalid("modeOfEvents", "mode", "Events happened: files of them only add to what is known, so the mode of a source of kind events is upsert. Leave mode out.");
        }

        if (source is { Kind: SourceKind.Adobe, Mode: not SourceMode.Upsert })
        {
            throw ProblemException.Invalid("modeOfAdobe", "mode", "The files of a source of kind adobe say by their names (.sync, .overwrite) what they do: leave mode out.");
        }

        if (source.MaxDropShare is not (null or (>= 0 and <= 1)))
        {
            throw ProblemException.Invalid("invalidShare", "maxDropShare", "maxDropShare is a share of the people whom the source knows, from 0 to 1, such as 0.2.");
        }

        if (source.DefaultCountry is { } country && !countries.Contains(country))
        {
            throw ProblemException.Invalid("unknownCountry", "defaultCountry", "defaultCountry is an ISO 3166-1 code of two capital letters, such as AT.");
        }

        if (source.Encoding is { } encoding && !FileEncodings.Names.Contains(encoding, StringComparer.Ordinal))
        {
            throw ProblemException.Invalid("unknownEncoding", "encoding", $"encoding is one of {string.Join(", ", FileEncodings.Names)}; leave it out for UTF-8.");
        }

        foreach (var (column, target) in source.Mapping)
        {
            if (!ColumnTarget.TryParse(target, out var parsed) || !parsed.Suits(source.Kind))
            {
                throw ProblemException.Invalid(
                    "invalidMapping", $"mapping.{column}",
                    $"The column '{column}' is mapped to something unknown. A target is {ColumnTarget.Choices(source.Kind)}.");
            }

            if (source.Kind == SourceKind.Identity && parsed.Kind == ColumnKind.Trait && !ConsentTraits.IsConsent(parsed.Name))
            {
                throw ProblemException.Invalid("traitOfIdentity", $"mapping.{column}", "The files of a source of kind identity only link identifiers and have no traits: map the column to ignore, or make the source one of kind crm.");
            }
        }
    }
}
