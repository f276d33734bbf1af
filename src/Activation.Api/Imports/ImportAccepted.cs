namespace Activation.Api.Imports;

internal sealed record ImportAccepted(string ImportId);
