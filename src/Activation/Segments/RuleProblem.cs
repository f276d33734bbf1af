using Activation.Profiles;
using Activation.Segments.Events;

namespace Activation.Segments;

/// <summary>Every way in which a rule can be wrong. The texts name places and choices, never a value of the rule.</summary>
internal static class RuleProblem
{
    public const string Kinds = "all, any, not, segment, has, consent, trait, event";

    public static ProblemException WrongJson(string path, string expected) =>
        ProblemException.Invalid("wrongJsonType", path, $"{path} must be {expected}.");

    public static ProblemException UnknownNode(string path) =>
        ProblemException.Invalid("unknownNode", path, $"{path} is no rule: it needs exactly one of {Kinds}.");

    public static ProblemException AmbiguousNode(string path) =>
        ProblemException.Invalid("ambiguousNode", path, $"{path} has more than one of {Kinds}; combine them with all or any.");

    public static ProblemException UnknownField(string path, string known) =>
        ProblemException.Invalid("unknownField", path, $"{path} is no field of this rule; it takes {known}.");

    public static ProblemException DuplicateField(string path) =>
        ProblemException.Invalid("duplicateField", path, $"{path} is given twice; remove one.");

    public static ProblemException MissingField(string path) =>
        ProblemException.Invalid("missingField", path, $"{path} is missing.");

    public static ProblemException MissingValue(string path, TraitOperator op) =>
        ProblemException.Invalid("missingValue", path, $"{path} is missing: {TraitOperators.NameOf(op)} needs a value. To ask for traits that are missing, use notExists.");

    public static ProblemException UnexpectedValue(string path, TraitOperator op) =>
        ProblemException.Invalid("unexpectedValue", path, $"{path} must be left out: {TraitOperators.NameOf(op)} takes no value.");

    public static ProblemException EmptyGroup(string path) =>
        ProblemException.Invalid("emptyGroup", path, $"{path} is empty; it needs at least one rule.");

    public static ProblemException EmptyList(string path) =>
        ProblemException.Invalid("emptyList", path, $"{path} is empty; it needs at least one value.");

    public static ProblemException MixedList(string path) =>
        ProblemException.Invalid("mixedList", path, $"{path} is of another JSON type than the first value; give all of one type.");

    public static ProblemException UnknownOperator(string path) =>
        ProblemException.Invalid("unknownOperator", path, $"{path} is no operator; use one of {TraitOperators.Names}.");

    public static ProblemException UnknownIdentifier(string path) =>
        ProblemException.Invalid("unknownIdentifier", path, $"{path} is no identifier; use one of {string.Join(", ", Identifiers.Names)}.");

    public static ProblemException InvalidName(string path, string rule) =>
        ProblemException.Invalid("invalidName", path, $"{path} must be {rule}.");

    public static ProblemException InvalidText(string path) =>
        ProblemException.Invalid("invalidText", path, $"{path} is no valid text: it has a NUL character or half a surrogate pair.");

    public static ProblemException InvalidNumber(string path) =>
        ProblemException.Invalid("invalidNumber", path, $"{path} is beyond the range of numbers (±1.79e308).");

    public static ProblemException InvalidDuration(string path) =>
        ProblemException.Invalid("invalidDuration", path, $"{path} must be a whole number from 1 and a unit, as in 30m, 12h, 7d or 2w, of at most 100 years.");

    public static ProblemException InvalidInstant(string path) =>
        ProblemException.Invalid("invalidDate", path, $"{path} must be a date or an instant of the years 0001 to 9999, as in 2026-11-02 or 2026-11-02T09:30:00Z.");

    public static ProblemException InvalidPattern(string path, string? reason) =>
        ProblemException.Invalid("invalidPattern", path, $"{path} is no regular expression of RE2 syntax{(reason is null ? "" : $": {reason}")}. See https://github.com/google/re2/wiki/Syntax.");

    public static ProblemException ReversedRange(string path) =>
        ProblemException.Invalid("reversedRange", path, $"{path} has its higher end first; swap the two.");

    public static ProblemException TooLong(string path, int limit) =>
        ProblemException.Invalid("valueTooLong", path, $"{path} is longer than {limit} characters.");

    public static ProblemException TooManyValues(string path, int limit) =>
        ProblemException.Invalid("tooManyValues", path, $"{path} takes the list beyond {limit} values; import them as a trait instead and ask for that.");

    public static ProblemException TooDeep(string path) =>
        ProblemException.Invalid("ruleTooDeep", path, $"{path} is nested more than {RuleLimits.MaxDepth} deep, referenced segments included; flatten the rule.");

    public static ProblemException TooLarge(string path) =>
        ProblemException.Invalid("ruleTooLarge", path, $"At {path} the rule has more than {RuleLimits.MaxNodes} nodes, referenced segments included; make it smaller (a list in `in` counts as one).");

    public static ProblemException AmbiguousMeasure(string path) =>
        ProblemException.Invalid("ambiguousMeasure", path, $"{path} has more than one of {string.Join(", ", EventMeasures.Names)}; combine two event rules with all.");

    public static ProblemException AmbiguousPeriod(string path) =>
        ProblemException.Invalid("ambiguousPeriod", path, $"{path} has both within and between; give one.");

    public static ProblemException UnknownTimeZone(string path) =>
        ProblemException.Invalid("unknownTimeZone", path, $"{path} is no time zone of the IANA database, as in Europe/Berlin.");

    public static ProblemException UnknownConsent(string path) =>
        ProblemException.Invalid("unknownConsentState", path, $"{path} must be granted, denied or unknown.");

    public static ProblemException TooManyEvents(string path) =>
        ProblemException.Invalid("tooManyEvents", path, $"{path} is beyond {RuleLimits.MaxEvents} event rules and funnel steps, referenced segments included; make a computed trait of some, or several segments.");

    public static ProblemException TooManySteps(string path) =>
        ProblemException.Invalid("tooManySteps", path, $"{path} is beyond {RuleLimits.MaxSteps} steps of a funnel.");

    public static ProblemException UnknownSource(string path) =>
        ProblemException.Invalid("unknownSource", path, $"{path} names a source that is not defined; define it first, or leave it out.");

    public static ProblemException MeasureMismatch(string path, EventMeasureKind measure, TraitType type) =>
        ProblemException.Invalid("typeMismatch", path, $"{path}: {EventMeasures.NameOf(measure)} cannot be taken of this property, which is a {NameOf(type)}.");

    public static ProblemException NeverMissing(string path) =>
        ProblemException.Invalid("typeMismatch", path, $"{path}: a count is never missing; compare it with a number (no events are 0).");

    public static ProblemException TypeMismatch(string path, TraitType type, string subject, string expected) =>
        ProblemException.Invalid("typeMismatch", path, $"{path} does not fit the {subject}, which is a {NameOf(type)}: it must be {expected}.");

    public static ProblemException OperatorMismatch(string path, TraitOperator op, TraitType type, string subject) =>
        ProblemException.Invalid("typeMismatch", path, $"{path}: {TraitOperators.NameOf(op)} cannot be asked of this {subject}, which is a {NameOf(type)}.");

    public static ProblemException OperatorOfList(string path, TraitOperator op) =>
        ProblemException.Invalid("typeMismatch", path, $"{path}: {TraitOperators.NameOf(op)} cannot be asked of this trait, which is a list; use contains, in, notIn, startsWith, endsWith, matches, exists or notExists.");

    public static ProblemException UnknownMeasure(string path) =>
        ProblemException.Invalid("unknownMeasure", path, $"{path} is no measure; use one of {string.Join(", ", Enum.GetValues<EventMeasureKind>().Select(EventMeasures.NameOf))}.");

    public static ProblemException UnknownSegment(string path, SegmentId segment) =>
        ProblemException.Invalid("unknownSegment", path, $"{path} refers to the segment '{segment}', which does not exist; create it first.");

    public static ProblemException SegmentCycle(string path, IEnumerable<string> chain) =>
        ProblemException.Invalid("segmentCycle", path, $"{path} makes the segment refer to itself: {string.Join(" → ", chain)}.");

    public static ProblemException DependantTooLarge(SegmentId dependant) =>
        ProblemException.Invalid("dependantTooLarge", "rule", $"With this rule the segment '{dependant}', which refers to it, would be beyond the limits of a rule ({RuleLimits.MaxNodes} nodes, {RuleLimits.MaxDepth} deep, {RuleLimits.MaxTotalValues} values in lists).");

    private static string NameOf(TraitType type) => type.ToString().ToLowerInvariant();
}
