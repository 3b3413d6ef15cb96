//! How fast JSON is decoded and encoded, against serde's derive for the same members.
//!
//! A page of 100 users goes in and out, once as types like the generated ones, which tell four states and keep unknown members, and once as
//! types of the same members with `Option`, the usual types for times and GUIDs, and serde's derive, which drop them. Both take turns, and the
//! fastest of each counts. The members of the text come in the order of the documentation and in another one.
//!
//! `cargo bench -p tests --bench codec`; exit status 1 below the bound.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stubdown_runtime::codec::{from_slice, to_vec};

/// What is asked: the speed, where that of the derived types is 1.
const LEAST_SPEED: f64 = 0.9;

const USERS: usize = 100;
const ROUNDS: u32 = 400;

/// The members of a user as the API documents them, relationships included, and the types that they are made of.
macro_rules! documented_types {
    ($make:ident) => {
        $make!(User {
            "id" => id: String,
            "managedDevices" => managed_devices: Vec<DirectoryObject>,
            "managedAppRegistrations" => managed_app_registrations: Vec<DirectoryObject>,
            "deviceEnrollmentLimit" => device_enrollment_limit: i32,
            "aboutMe" => about_me: String,
            "accountEnabled" => account_enabled: bool,
            "ageGroup" => age_group: String,
            "assignedLicenses" => assigned_licenses: Vec<AssignedLicense>,
            "assignedPlans" => assigned_plans: Vec<AssignedPlan>,
            "birthday" => birthday: DateTimeOffset,
            "businessPhones" => business_phones: Vec<String>,
            "city" => city: String,
            "companyName" => company_name: String,
            "consentProvidedForMinor" => consent_provided_for_minor: String,
            "country" => country: String,
            "createdDateTime" => created_date_time: DateTimeOffset,
            "creationType" => creation_type: String,
            "deletedDateTime" => deleted_date_time: DateTimeOffset,
            "department" => department: String,
            "displayName" => display_name: String,
            "employeeHireDate" => employee_hire_date: DateTimeOffset,
            "employeeId" => employee_id: String,
            "employeeOrgData" => employee_org_data: EmployeeOrgData,
            "employeeType" => employee_type: String,
            "externalUserState" => external_user_state: String,
            "externalUserStateChangeDateTime" => external_user_state_change_date_time: DateTimeOffset,
            "faxNumber" => fax_number: String,
            "givenName" => given_name: String,
            "hireDate" => hire_date: DateTimeOffset,
            "identities" => identities: Vec<ObjectIdentity>,
            "imAddresses" => im_addresses: Vec<String>,
            "interests" => interests: Vec<String>,
            "isResourceAccount" => is_resource_account: bool,
            "jobTitle" => job_title: String,
            "lastPasswordChangeDateTime" => last_password_change_date_time: DateTimeOffset,
            "legalAgeGroupClassification" => legal_age_group_classification: String,
            "licenseAssignmentStates" => license_assignment_states: Vec<DirectoryObject>,
            "mail" => mail: String,
            "mailboxSettings" => mailbox_settings: EmployeeOrgData,
            "mailNickname" => mail_nickname: String,
            "mobilePhone" => mobile_phone: String,
            "mySite" => my_site: String,
            "officeLocation" => office_location: String,
            "onPremisesDistinguishedName" => on_premises_distinguished_name: String,
            "onPremisesDomainName" => on_premises_domain_name: String,
            "onPremisesExtensionAttributes" => on_premises_extension_attributes: EmployeeOrgData,
            "onPremisesImmutableId" => on_premises_immutable_id: String,
            "onPremisesLastSyncDateTime" => on_premises_last_sync_date_time: DateTimeOffset,
            "onPremisesProvisioningErrors" => on_premises_provisioning_errors: Vec<DirectoryObject>,
            "onPremisesSamAccountName" => on_premises_sam_account_name: String,
            "onPremisesSecurityIdentifier" => on_premises_security_identifier: String,
            "onPremisesSyncEnabled" => on_premises_sync_enabled: bool,
            "onPremisesUserPrincipalName" => on_premises_user_principal_name: String,
            "otherMails" => other_mails: Vec<String>,
            "passwordPolicies" => password_policies: String,
            "passwordProfile" => password_profile: EmployeeOrgData,
            "pastProjects" => past_projects: Vec<String>,
            "postalCode" => postal_code: String,
            "preferredLanguage" => preferred_language: String,
            "preferredName" => preferred_name: String,
            "provisionedPlans" => provisioned_plans: Vec<DirectoryObject>,
            "proxyAddresses" => proxy_addresses: Vec<String>,
            "refreshTokensValidFromDateTime" => refresh_tokens_valid_from_date_time: DateTimeOffset,
            "responsibilities" => responsibilities: Vec<String>,
            "schools" => schools: Vec<String>,
            "showInAddressList" => show_in_address_list: bool,
            "skills" => skills: Vec<String>,
            "signInSessionsValidFromDateTime" => sign_in_sessions_valid_from_date_time: DateTimeOffset,
            "state" => state: String,
            "streetAddress" => street_address: String,
            "surname" => surname: String,
            "usageLocation" => usage_location: String,
            "userPrincipalName" => user_principal_name: String,
            "userType" => user_type: String,
            "agreementAcceptances" => agreement_acceptances: Vec<DirectoryObject>,
            "activities" => activities: Vec<DirectoryObject>,
            "appRoleAssignments" => app_role_assignments: Vec<DirectoryObject>,
            "calendar" => calendar: EmployeeOrgData,
            "calendarGroups" => calendar_groups: Vec<DirectoryObject>,
            "calendarView" => calendar_view: Vec<DirectoryObject>,
            "calendars" => calendars: Vec<DirectoryObject>,
            "contactFolders" => contact_folders: Vec<DirectoryObject>,
            "contacts" => contacts: Vec<DirectoryObject>,
            "createdObjects" => created_objects: Vec<DirectoryObject>,
            "directReports" => direct_reports: Vec<DirectoryObject>,
            "drive" => drive: Box<User>,
            "drives" => drives: Vec<DirectoryObject>,
            "events" => events: Vec<DirectoryObject>,
            "extensions" => extensions: Vec<DirectoryObject>,
            "inferenceClassification" => inference_classification: EmployeeOrgData,
            "insights" => insights: EmployeeOrgData,
            "licenseDetails" => license_details: Vec<DirectoryObject>,
            "mailFolders" => mail_folders: Vec<DirectoryObject>,
            "manager" => manager: Box<User>,
            "memberOf" => member_of: Vec<DirectoryObject>,
            "messages" => messages: Vec<DirectoryObject>,
            "onenote" => onenote: EmployeeOrgData,
            "outlook" => outlook: EmployeeOrgData,
            "ownedDevices" => owned_devices: Vec<DirectoryObject>,
            "ownedObjects" => owned_objects: Vec<DirectoryObject>,
            "people" => people: Vec<DirectoryObject>,
            "photo" => photo: EmployeeOrgData,
            "planner" => planner: EmployeeOrgData,
            "registeredDevices" => registered_devices: Vec<DirectoryObject>,
            "todo" => todo: EmployeeOrgData,
        });
        $make!(AssignedLicense {
            "disabledPlans" => disabled_plans: Vec<Guid>,
            "skuId" => sku_id: Guid,
        });
        $make!(AssignedPlan {
            "assignedDateTime" => assigned_date_time: DateTimeOffset,
            "capabilityStatus" => capability_status: String,
            "service" => service: String,
            "servicePlanId" => service_plan_id: Guid,
        });
        $make!(EmployeeOrgData {
            "costCenter" => cost_center: String,
            "division" => division: String,
        });
        $make!(ObjectIdentity {
            "signInType" => sign_in_type: String,
            "issuer" => issuer: String,
            "issuerAssignedId" => issuer_assigned_id: String,
        });
        $make!(DirectoryObject {
            "id" => id: String,
            "deletedDateTime" => deleted_date_time: DateTimeOffset,
        });
    };
}

/// Types as they are generated.
mod kept {
    use stubdown_runtime::{DateTimeOffset, Field, Guid, Map, Value, object};

    macro_rules! type_with_object {
        ($type:ident { $($name:literal => $field:ident: $value:ty),* $(,)? }) => {
            #[derive(Clone, Default)]
            pub struct $type {
                $(pub $field: Field<$value>,)*
                pub additional_properties: Map<String, Value>,
            }
            object!($type { $($name => $field),* });
        };
    }
    documented_types!(type_with_object);
    pub type Page = stubdown_runtime::Collection<User>;
}

/// The same members with serde's derive.
mod derived {
    use serde::{Deserialize, Serialize};

    type DateTimeOffset = jiff::Timestamp;
    type Guid = uuid::Uuid;

    macro_rules! type_with_derive {
        ($type:ident { $($name:literal => $field:ident: $value:ty),* $(,)? }) => {
            #[derive(Clone, Default, Serialize, Deserialize)]
            pub struct $type {
                $(#[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$value>,)*
            }
        };
    }
    documented_types!(type_with_derive);
    type_with_derive!(Page {
        "@odata.count" => count: i64,
        "@odata.nextLink" => next_link: String,
        "@odata.deltaLink" => delta_link: String,
        "value" => value: Vec<User>,
    });
}

fn main() -> ExitCode {
    let users: Vec<Vec<(&str, Value)>> = (0..USERS).map(user).collect();
    let ordered = page(&users);
    let shuffled = page(&users.iter().map(|members| shuffle(members)).collect::<Vec<_>>());
    println!("{USERS} users of {} members, {} bytes each", users[0].len(), ordered.len() / USERS);

    let (kept, derived): (kept::Page, derived::Page) =
        (from_slice(&ordered).unwrap(), serde_json::from_slice(&ordered).unwrap());
    assert!(to_vec(&kept).unwrap() == serde_json::to_vec(&derived).unwrap(), "both write the same text");

    let mut fast = true;
    for (name, text) in [("decode, as documented", &ordered), ("decode, another order", &shuffled)] {
        let ours = || from_slice::<kept::Page>(black_box(text)).unwrap();
        let theirs = || serde_json::from_slice::<derived::Page>(black_box(text)).unwrap();
        fast &= compare(name, ours, theirs);
    }
    fast &=
        compare("encode", || to_vec(black_box(&kept)).unwrap(), || serde_json::to_vec(black_box(&derived)).unwrap());
    if fast { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs both in turns. What they return is dropped outside of the measured time.
fn compare<A, B>(name: &str, mut ours: impl FnMut() -> A, mut theirs: impl FnMut() -> B) -> bool {
    let (mut our_time, mut their_time) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        our_time = our_time.min(time(&mut ours));
        their_time = their_time.min(time(&mut theirs));
    }
    let speed = their_time.as_secs_f64() / our_time.as_secs_f64();
    let each = |time: Duration| time.as_nanos() / USERS as u128;
    println!(
        "{name:<22} {speed:.2} of the speed of the derived types ({} ns against {} ns for a user), asked for is {LEAST_SPEED}",
        each(our_time),
        each(their_time)
    );
    speed >= LEAST_SPEED
}

fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = run();
    let elapsed = start.elapsed();
    drop(black_box(result));
    elapsed
}

fn page(users: &[Vec<(&str, Value)>]) -> Vec<u8> {
    let objects: Vec<String> = users
        .iter()
        .map(|members| {
            let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
            format!("{{{}}}", members.join(","))
        })
        .collect();
    let link = "https://graph.contoso.com/v1.0/users?$skiptoken=X%27445537";
    format!("{{\"@odata.nextLink\":\"{link}\",\"value\":[{}]}}", objects.join(",")).into_bytes()
}

/// An order in which no member follows the one that it follows in the documentation.
fn shuffle<T: Clone>(members: &[T]) -> Vec<T> {
    let step = 11;
    (0..members.len()).map(|at| members[at * step % members.len()].clone()).collect()
}

/// An invented user, with its members in documented order.
fn user(number: usize) -> Vec<(&'static str, Value)> {
    let day = number % 28 + 1;
    let name = format!("robin.{number}");
    let plan = json!({
        "assignedDateTime": format!("2023-04-{day:02}T08:15:30Z"),
        "capabilityStatus": "Enabled",
        "service": "exchange",
        "servicePlanId": format!("67e55044-10b1-426f-9247-bb680e5f{number:04x}"),
    });
    let license = json!({"disabledPlans": [], "skuId": format!("0d1c5e02-79ab-4f6e-8d1c-44cd10b9{number:04x}")});
    vec![
        ("id", format!("87d349ed-44d7-43e1-9a83-5f2406de{number:04x}").into()),
        ("aboutMe", "Looks after the \"blue\" lamps of the third floor.".into()),
        ("accountEnabled", true.into()),
        ("assignedLicenses", json!([license])),
        ("assignedPlans", json!([plan])),
        ("businessPhones", json!([format!("+1 425 555 {number:04}")])),
        ("city", "Zürich".into()),
        ("companyName", "Contoso Lamps".into()),
        ("country", "Switzerland".into()),
        ("createdDateTime", format!("2021-11-{day:02}T10:21:07Z").into()),
        ("department", "Illumination".into()),
        ("displayName", format!("Robin Meier {number}").into()),
        ("employeeId", format!("{number:06}").into()),
        ("employeeOrgData", json!({"costCenter": "4711", "division": "Lights"})),
        ("givenName", "Robin".into()),
        ("jobTitle", "Keeper of lamps".into()),
        ("lastPasswordChangeDateTime", format!("2024-02-{day:02}T16:45:00.1234567Z").into()),
        ("mail", format!("{name}@contoso.com").into()),
        ("mailNickname", name.as_str().into()),
        ("mobilePhone", format!("+41 44 555 {number:04}").into()),
        ("officeLocation", format!("3/{number}").into()),
        ("otherMails", json!([format!("{name}@example.com")])),
        ("preferredLanguage", "de-CH".into()),
        ("surname", format!("Meier {number}").into()),
        ("usageLocation", "CH".into()),
        ("userPrincipalName", format!("{name}@contoso.com").into()),
        ("userType", "Member".into()),
    ]
}
