using Activation.Governance.Privacy;
using Activation.Import.Columns;
using Activation.Import.Events;
using Activation.Import.Files;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>Turns a record of the file into an accepted row, or counts why it cannot be. Pure but for the tally.</summary>
internal sealed class RowParser(ColumnPlan plan, int columnCount, RowFingerprint fingerprint, string? defaultCountry, ImportTally tally, EventCells? events = null, SuppressionSet? suppression = null)
{
    /// <summary>Why a row of a person is rejected whom a privacy request keeps out.</summary>
    public const string Suppressed = "suppressed";

    private const int MaxCustomerCharacters = 10_000;

    /// <summary>The identifiers that make a profile where there is no customer id, strongest first, with the variant that stands for each.</summary>
    private static readonly (string Identifier, string Variant)[] ProfileKeys =
    [
        (Identifiers.Email, "email"), (Identifiers.Phone, "phone"), (Identifiers.MobileAdId, "mobile_ad_id"),
        (Identifiers.Idfa, "idfa"), (Identifiers.Gaid, "gaid"), (Identifiers.Ecid, "ecid"),
    ];

    private readonly RowDamage damage = new(plan, columnCount);
    private readonly RowCountries countries = new(plan, defaultCountry);
    private readonly HashedColumns hashes = new(plan);
    private readonly SharedCells cells = new(plan, columnCount);
    private readonly SharedTexts[] texts = [.. plan.TraitColumns.Select(_ => new SharedTexts())];
    private readonly bool[] consentSlots = [.. plan.TraitColumns.Select(c => ConsentTraits.IsConsent(c.Name))];
    private List<ProfileId> suppressed = [];

    /// <summary>Of a row so far: as many are expected of the next.</summary>
    private int mostIdentifiers;

    /// <summary>The profiles of the rows that were rejected since the last call because their people are suppressed: the file lists them all the same.</summary>
    public IReadOnlyList<ProfileId> TakeSuppressed()
    {
        var taken = suppressed;
        suppressed = [];
        return taken;
    }

    /// <returns>Null if the row is rejected.</returns>
    public ParsedRow? Parse(IRecord record)
    {
        tally.RowsRead++;
        if (record.Problem is { } problem)
        {
            tally.RejectRow(problem.Line, problem.Code, problem.Message);
            return null;
        }

        if (record.FieldCount != columnCount)
        {
            tally.RejectRow(record.Line, "fieldCount", $"The row has {record.FieldCount} fields and the header {columnCount}: quote fields that hold the delimiter, and give every column.");
            return null;
        }

        if (damage.Find(record) is { } found)
        {
            tally.RejectRow(record.Line, found.Code, found.Message);
            return null;
        }

        var (name, at) = ("", default(DateTime));
        if (events?.Parse(record, out name, out at) == false)
        {
            return null;
        }

        var identifiers = new IdentifierSet(mostIdentifiers);
        string? customer = null;
        List<string>? cleared = null;
        ParseIdentifiers(record, identifiers, ref customer, ref cleared);
        mostIdentifiers = Math.Max(mostIdentifiers, identifiers.Count);
        if (FindProfile(customer, identifiers) is not { } profile)
        {
            tally.RejectRow(record.Line, "noIdentifier", "The row has no usable customer id, email, phone or device id, so nobody can be told by it: fill one.");
            return null;
        }

        if (events is not null && customer?.Length > MaxCustomerCharacters)
        {
            // Too large for a profile, it would leave an event of nobody.
            tally.RejectRow(record.Line, "identifierTooLong", $"The customer id has more than {MaxCustomerCharacters} characters: look whether the column is one.");
            return null;
        }

        if (suppression?.IsSuppressed(identifiers) == true)
        {
            tally.RejectRow(record.Line, Suppressed, "The person is suppressed by a privacy request, so nothing of them is taken.");
            suppressed.Add(profile);
            return null;
        }

        IReadOnlyList<string> toClear = cleared is null ? [] : cleared;
        tally.Identified(identifiers.Mask());
        var traits = ParseTraits(record, out var characters);
        tally.Traitless += Array.TrueForAll(traits, t => t is null) ? 1 : 0;
        return new ParsedRow
        {
            Line = record.Line,
            HasCustomer = customer is not null,
            Profile = profile,
            Identifiers = identifiers,
            Cleared = toClear,
            Traits = traits,
            Event = events?.Complete(record, name, at, profile, traits),
            Fingerprint = fingerprint.Of(identifiers, toClear, traits),
            // A slot takes as much memory as four characters, filled or not.
            Characters = characters + 1000 + (traits.Length * 4),
        };
    }

    private void ParseIdentifiers(IRecord record, IdentifierSet identifiers, ref string? customer, ref List<string>? cleared)
    {
        var context = countries.Of(record);
        foreach (var column in plan.IdentifierColumns)
        {
            var text = SpreadsheetCell.Text(record.Field(column.Index).Trim());
            if (text.IsEmpty)
            {
                continue;
            }

            if (text.SequenceEqual(CellMark.ClearText))
            {
                (cleared ??= []).Add(column.Name);
                continue;
            }

            if (IsNoValue(record.Line, column, text))
            {
                continue;
            }

            if (column.Name == Identifiers.CustomerId)
            {
                customer = AddCustomer(identifiers, text.ToString(), out var id);
                tally.Normalized(record.Line, column, id);
                continue;
            }

            if (hashes.Defers(column, text))
            {
                continue;
            }

            if (column.Name == Identifiers.ExternalId)
            {
                // A mapped external id goes before the customer id that would stand in for it, and stays as it is byte for byte.
                identifiers.Set("external_id", []);
                var written = record.Field(column.Index);
                text = written.Trim().Length == text.Length ? written : text;
            }

            tally.Normalized(record.Line, column, cells.Add(identifiers, column, text, context));
        }

        hashes.Resolve(record, identifiers, context, tally);
    }

    private static string? AddCustomer(IdentifierSet identifiers, string cell, out NormalizationOutcome outcome)
    {
        if (IdentifierNormalizer.CustomerId(cell, out outcome) is not { } id)
        {
            return null;
        }

        if (identifiers["external_id"].Count == 0)
        {
            identifiers.Add("external_id", id);
        }

        return id;
    }

    private static ProfileId? FindProfile(string? customer, IdentifierSet identifiers)
    {
        if (customer is not null)
        {
            return ProfileId.ForCustomer(customer);
        }

        foreach (var (identifier, variant) in ProfileKeys)
        {
            if (identifiers[variant] is [var value, ..])
            {
                return ProfileId.ForIdentifier(identifier, value);
            }
        }

        return null;
    }

    private object?[] ParseTraits(IRecord record, out int characters)
    {
        var values = new object?[plan.TraitColumns.Length];
        characters = 0;
        for (var slot = 0; slot < values.Length; slot++)
        {
            var column = plan.TraitColumns[slot];
            var text = SpreadsheetCell.Text(record.Field(column.Index).Trim());
            if (text.IsEmpty)
            {
                continue;
            }

            if (text.SequenceEqual(CellMark.ClearText))
            {
                values[slot] = CellMark.Clear;
                continue;
            }

            if (IsNoValue(record.Line, column, text))
            {
                continue;
            }

            var value = texts[slot].Of(text);
            tally.Filled(column);
            if (IsPersonal(value))
            {
                tally.DropCell(record.Line, column, "personalDataInTrait", "The cell holds an email address or a phone number, which is not stored as a trait: map the column to what it is, or leave it out.");
                continue;
            }

            values[slot] = consentSlots[slot] ? ReadConsent(record.Line, column, text) : value;
            characters += value.Length;
        }

        return values;
    }

    /// <summary>As the text of a boolean, so that however it is written, the row says the same.</summary>
    private object ReadConsent(long line, PlannedColumn column, ReadOnlySpan<char> text)
    {
        if (ConsentText.Parse(text) is { } granted)
        {
            return granted ? "true" : "false";
        }

        tally.DropCell(line, column, "unreadableConsent", "The cell says neither that consent is granted nor that it is denied, so what was known stays: write yes or no, true or false, 1 or 0, granted or denied, opt-in or opt-out.");
        return CellMark.Keep;
    }

    /// <summary>Counts a cell that holds no value of anything.</summary>
    private bool IsNoValue(long line, PlannedColumn column, ReadOnlySpan<char> text)
    {
        if (damage.IsIn(text))
        {
            tally.DropCell(line, column, "damagedText", "The cell holds a NUL character, which no text has: check how the file is written.");
        }
        else if (SpreadsheetCell.IsFormula(text))
        {
            tally.DropCell(line, column, SpreadsheetCell.FormulaCode, SpreadsheetCell.FormulaMessage);
        }
        else
        {
            return false;
        }

        tally.Filled(column);
        return true;
    }

    private static bool IsPersonal(string value) => value.AsSpan().IndexOfAny('@', '+') >= 0 && PersonalDataShape.LooksPersonal(value);
}
