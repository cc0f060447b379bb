"""Five spreadsheets as agencies keep them, and what is in them. Everyone is invented.

Each is made here, so that what is odd about it can be read.
"""

import datetime as dt
import io

import xlsxwriter

TITLE = "Northside Works"


def book(*sheets, hidden=()):
    """An .xlsx: each sheet a name and a function that fills it."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as made:
        for name, fill in sheets:
            sheet = made.add_worksheet(name)
            fill(sheet, made)
            if name in hidden:
                sheet.hide()
    return body.getvalue()


def grid(*rows, top=0):
    """Fill a sheet with these rows, days as days."""

    def fill(sheet, made):
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for r, row in enumerate(rows, top):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(r, c, dt.datetime.combine(cell, dt.time()), day)
                elif cell is not None:
                    sheet.write(r, c, cell)

    return fill


def dates_as_text():
    """Dates of every sort: as text with the day first, as a number, in words, a year alone."""
    return book(
        (
            "Clients",
            grid(
                ("Client #", "First name", "Last name", "DOB", "Start date", "Worker"),
                (101, "Alma", "Reyes", "03/11/1990", "3 nov 2025", "Maya"),
                (102, "Boris", "Nolan", "25/12/1984", 45964, "maya"),
                (103, "Chidi", "Ama", "1985", "2025-11-17", "Maya"),
                (104, "Dora", "Lim", "7/2/79", "Nov. 20th, 2025", "Maya"),
                (105, "Emil", "Sand", dt.date(1991, 4, 30), dt.date(2025, 12, 1), "Maya"),
            ),
        )
    )


def merged_cells():
    """A title over all columns, a group over two, one program for several rows, a total below."""

    def fill(sheet, made):
        bold = made.add_format({"bold": True})
        sheet.merge_range("A1:F1", "Northside caseload, winter 2025", bold)
        sheet.merge_range("D3:E3", "Job", bold)
        sheet.write_row("A4", ["Client name", "Program", "Intake date", "Employer", "Position"])
        sheet.write("F4", "Job start date")
        people = [
            ("Okoro, Grace", "2025-10-06", "Hill Street Bakery", "Baker's helper", "2025-11-03"),
            ("Petit, Hugo", "2025-10-07", "", "", ""),
            ("Ramos, Ines", "2025-10-08", "Corner Books", "Clerk", "2025-11-10"),
        ]
        for r, (name, *rest) in enumerate(people, 4):
            sheet.write(r, 0, name)
            sheet.write_row(r, 2, rest)
        sheet.merge_range("B5:B7", "Northside Works")
        sheet.merge_range("A9:E9", "Total")
        sheet.write("F9", 3)
        sheet.write("A11", "Updated by the office")

    return book(("Caseload", fill))


def two_names():
    """Whole names in one cell, some last name first, some of two people, the same one twice."""
    return book(
        (
            "List",
            grid(
                ("Participant", "Phone", "Enrolled on", "Employment specialist"),
                ("Silva, Jonas", 4165550131, "2025-09-01", "Maya"),
                ("Kaya Lind", "416-555-0132", "2025-09-02", "Maya"),
                ("Luis & Mona Faro", "416-555-0133", "2025-09-03", "Maya"),
                ("Kaya Lind", "416-555-0132", "2025-09-02", "Maya"),
                ("Robert (Bobby) Quist", "555", "2025-09-04", "Maya"),
            ),
        )
    )


def windows_semicolons():
    """A CSV as a French Windows writes it: semicolons, its own letters, spaces behind words."""
    lines = [
        "Nom complet ; Téléphone;Date de début;Intervenante;Salaire horaire;Poste;Employeur;"
        "Date d'embauche",
        "Noël, Zoé ;416 555-0141 ;2025-08-04;Maya ;18,50 $;Caissière ;Épicerie du Coin;2025-09-15",
        "  Tremblay, Éloi;416 555-0142;2025-08-05;Maya;;;;",
        ";;;;;;;",
        "Côté, Maïa\xa0;;2025-08-06;Maya;17,75\xa0$;Commis;Épicerie du Coin ;2025-09-22",
    ]
    return "\r\n".join(lines).encode("cp1252")


def french():
    """Several sheets, one hidden; the list in French with yes and no, months and our own codes."""
    return book(
        ("Notes", grid(("À faire",), ("Appeler le ministère",))),
        (
            "Participants",
            grid(
                ("Liste des participants", None, None, None, None, None),
                (None,),
                ("Prénom", "Nom", "Date de naissance", "Texto", "Situation d'emploi")
                + ("Date d'admission", "Intervenant(e)"),
                ("Ana", "Beaulieu", "3 mars 1988", "Oui", "Sans emploi")
                + ("1er octobre 2025", "Mme Maya"),
                ("Théo", "Caron", "14 août 1979", "non", "En emploi") + ("2 oct. 2025", "Maya"),
                ("Lise", "Dumas", "inconnu", "", "Aux études") + ("lundi 6 octobre 2025", "Maya"),
                ("Marc", "Émond", "29 févr. 1992", "O", "Cherche") + ("7 oct. 2025", "Maya"),
            ),
        ),
        ("Archives", grid(("Prénom", "Nom"), ("Vieux", "Dossier"))),
        hidden=("Archives",),
    )
