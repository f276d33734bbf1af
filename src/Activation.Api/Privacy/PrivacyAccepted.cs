using Activation.Governance.Privacy;

namespace Activation.Api.Privacy;

/// <param name="Status">`INITIALIZED`, or `INVALID` where none of the identifiers can be used.</param>
internal sealed record PrivacyAccepted(string RequestId, PrivacyStatus Status);

/// <param name="Count">Suppressed identifiers, each once for each form in which it is looked up: an email has one for Google as well, a phone number has two.</param>
internal sealed record SuppressionsAnswer(long Count);
