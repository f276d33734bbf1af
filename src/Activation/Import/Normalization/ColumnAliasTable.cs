using Activation.Profiles;

namespace Activation.Import.Normalization;

/// <summary>Headers as <see cref="HeaderKey"/> writes them, by identifier.</summary>
internal static class ColumnAliasTable
{
    public static readonly IReadOnlyList<(string Identifier, string Keys)> Keys =
    [
        (Identifiers.CustomerId,
            """
            customer customerid customerids customernumber customerno customernr customerkey customercode customerref customerreference customeruid custid custno custnumber
            crmid crmcustomerid crmcontactid crmuserid memberid membershipid membernumber memberno membershipnumber userid useridentifier subscriberid subscriberkey
            contactid contactkey personid personkey profileid consumerid shopperid guestid patronid donorid
            kundennummer kundennr kundenid kundenkey kundeid kundennum numeroclient idclient codeclient numclient numerocliente idcliente codigocliente clienteid codicecliente
            klantnummer klantid klantnr kundnummer kundnr kundid asiakasnumero asiakasid numerklienta idklienta
            """),
        (Identifiers.Email,
            """
            email emails emailaddress emailaddresses emailaddr emailid mail mailaddress primaryemail primaryemailaddress customeremail useremail contactemail personemail
            personalemail homeemail workemail businessemail billingemail memberemail subscriberemail secondaryemail otheremail alternateemail emailprimary emailhome emailwork
            emailpersonal hashedemail emailhash emailhashed emailsha256 sha256email hem emaillcsha256 emailmd5 em
            emailadresse mailadresse emailadres adresseemail adressemail adressemel courriel correo correoelectronico direccionemail emailcliente indirizzoemail
            enderecodeemail enderecoemail epost epostadress epostadresse sahkoposti adresemail adresemailowy eposta epostaadresi
            """),
        (Identifiers.Phone,
            """
            phone phones phonenumber phonenumbers phoneno phonenum phonenr mobile mobilephone mobilenumber mobileno mobilephonenumber mobilenum cell cellphone cellphonenumber cellnumber
            tel telephone telephonenumber telno telnumber telephoneno msisdn primaryphone primaryphonenumber customerphone contactphone contactnumber userphone personphone
            homephone workphone personmobilephone personhomephone billingphone smsnumber smsphone whatsapp whatsappnumber phonemobile phonehome phonework hashedphone phonehash
            phonesha256 sha256phone phonee164 e164 ph
            telefon telefonnummer telefonnr handy handynummer mobil mobilnummer mobiltelefon mobilfunknummer festnetz rufnummer numerodetelephone telephoneportable portable
            numerotelephone telefono numerodetelefono numerotelefono celular movil telefonomovil cellulare numeroditelefono numerocellulare telefone telemovel
            telefoonnummer telefoon mobielnummer mobiel puhelin puhelinnumero matkapuhelin numertelefonu telefonkomorkowy ceptelefonu
            """),
        (Identifiers.FirstName,
            """
            firstname first fname givenname given forename firstnames customerfirstname contactfirstname personfirstname billingfirstname shippingfirstname fn
            vorname rufname prenom prenoms primernombre nomedibattesimo primeironome voornaam fornavn fornamn etunimi imie
            """),
        (Identifiers.LastName,
            """
            lastname last lname surname familyname family secondname customerlastname contactlastname personlastname billinglastname shippinglastname ln
            nachname familienname zuname nomdefamille apellido apellidos primerapellido cognome sobrenome apelido ultimonome achternaam familienaam etternavn efternavn
            efternamn sukunimi nazwisko soyadi
            """),
        (Identifiers.Gender, "gender gen sex geschlecht genre sexe genero sexo genere sesso geslacht kjonn kjoenn sukupuoli plec cinsiyet"),
        (Identifiers.BirthYear, "birthyear yearofbirth yob doby birthdateyear dobyear geburtsjahr anneedenaissance anodenacimiento annodinascita anodenascimento geboortejaar"),
        (Identifiers.BirthMonth, "birthmonth monthofbirth dobm birthdatemonth dobmonth geburtsmonat moisdenaissance mesdenacimiento mesedinascita mesdenascimento geboortemaand"),
        (Identifiers.BirthDay,
            """
            birthday birthdate dateofbirth dob dobd dayofbirth bday birthdateday dobday personbirthdate customerbirthdate geburtsdatum geburtstag datedenaissance datenaissance
            fechadenacimiento fechanacimiento fechanac datadinascita datanascita datadenascimento datanascimento geboortedatum fodselsdato fodelsedatum syntymaaika dataurodzenia dogumtarihi
            """),
        (Identifiers.City,
            """
            city town cityname addresscity homecity mailingcity billingcity shippingcity personmailingcity locality ct
            stadt ort wohnort ville commune ciudad localidad poblacion citta comune cidade plaats woonplaats stad postort kaupunki miasto sehir poststed
            """),
        (Identifiers.State,
            """
            state stateprovince stateorprovince stateregion province prov provincecode statecode statename addressstate addressregion homestate mailingstate billingstate
            shippingstate personmailingstate billingprovince shippingprovince administrativearea st
            bundesland provincia estado provincie wojewodztwo
            """),
        (Identifiers.Zip,
            """
            zip zipcode zippostalcode zippostal postcode postalcode postal addresszip addresszipcode addresspostalcode homezip homepostcode mailingzip mailingpostalcode
            mailingzipcode billingzip billingzipcode billingpostalcode billingpostcode shippingzip shippingzipcode shippingpostalcode shippingpostcode personmailingpostalcode pincode eircode
            plz postleitzahl codepostal codigopostal codiceavviamentopostale codicepostale postnummer postnr postinumero kodpocztowy postakodu
            """),
        (Identifiers.Country,
            """
            country countrycode countryname countryiso countryisocode isocountry isocountrycode countrycodeiso addresscountry addresscountrycode homecountry mailingcountry mailingcountrycode
            billingcountry billingcountrycode shippingcountry shippingcountrycode personmailingcountry
            land landcode landercode landerkennzeichen laendercode pays codepays pais codigopais paese nazione codicepaese landskod kraj ulke
            """),
        (Identifiers.MobileAdId, "mobileadid mobileadvertiserid mobileadvertisingid mobileadsid maid madid mobileid deviceadid deviceadvertisingid advertisingid advertiserid adid rdid"),
        (Identifiers.Idfa, "idfa iosidfa iosadid iosadvertisingid appleidfa appleadvertisingid iosifa identifierforadvertisers"),
        (Identifiers.Gaid, "gaid aaid googleadid googleadvertisingid googleaid androidadid androidadvertisingid androidaaid gpsadid"),
        (Identifiers.Ecid, "ecid mcid marketingcloudid marketingcloudvisitorid experiencecloudid experiencecloudvisitorid adobeecid"),
        (Identifiers.ExternalId, "externalid externid externalids externaluserid externalcustomerid extid extern"),
    ];
}
