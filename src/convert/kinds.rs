//! The core's enumerations and their wire twins, variant by variant.

use crate::extraction as core;
use crate::gazetteer::entry;
use crate::proto::v1;
use crate::span;

macro_rules! wire_twin {
    ($($core:ty => $wire:ty { $($variant:ident),+ $(,)? })+) => {
        $(impl From<$core> for $wire {
            fn from(value: $core) -> Self {
                match value {
                    $(<$core>::$variant => <$wire>::$variant,)+
                }
            }
        })+
    };
}

wire_twin! {
    core::EntityKind => v1::EntityKind { Person, Place, Weapon, Count }
    entry::EntryKind => v1::EntryKind { Person, Place, Weapon, Organisation }
    span::OffsetEncoding => v1::OffsetEncoding { Utf8, Utf16, CodePoints }
    core::MentionForm => v1::MentionForm { FullName, Surname, GivenName, Alias, Abbreviation, Demonym, Generic }
    core::Modality => v1::Modality { Asserted, Claimed, Denied, Hypothetical, Planned, Historical, Comparison }
    core::Accumulation => v1::Accumulation { Total, Increment, Subset }
    core::Zone => v1::Zone { Headline, Body, Caption, Related, Furniture }
    core::PlaceUsage => v1::PlaceUsage { Location, Metonym, InName, Demonym }
    core::PlaceKind => v1::PlaceKind {
        Continent, Country, Region, District, City, Neighbourhood, Street, Facility, Water, Terrain, Other
    }
    core::WeaponSpecificity => v1::WeaponSpecificity { Generic, Family, Model }
    core::WeaponCategory => v1::WeaponCategory {
        UncrewedVehicle, Missile, AirDefence, Artillery, Bomb, SmallArms, Mine, Armour, Aircraft, Naval, Explosive,
        ChemicalBiologicalRadiologicalNuclear, Electronic, Other
    }
    core::Qualifier => v1::Qualifier { Exact, AtLeast, MoreThan, AtMost, FewerThan, Approximate, Range, Vague }
    core::CountCategory => v1::CountCategory {
        Killed, Injured, Missing, Captured, Detained, Abducted, Released, Displaced, Hospitalised, Rescued, Affected, Protesting, Launched,
        Intercepted, Struck, Damaged, Destroyed, Supplied, Other
    }
    core::CountSubject => v1::CountSubject { People, Weapons, Vehicles, Structures, Places, Events, Organisations, Other }
    core::EventKind => v1::EventKind {
        AirStrike, Shelling, Shooting, Bombing, Battle, Attack, Abduction, Arrest, Trial, Protest, Riot, PrisonerExchange, ArmsTransfer,
        Earthquake, Flood, Storm, Wildfire, Landslide, Outbreak, TransportAccident, Fire, Explosion, Collapse, Evacuation, Other
    }
    core::NumberClass => v1::NumberClass {
        Count, Age, Date, Time, Duration, Ordinal, Money, Percent, Measure, Identifier, StructureSize, Pronoun, Score, Boilerplate, Rate,
        Other
    }
}
