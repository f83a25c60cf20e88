fn main() {
    let mut args = std::env::args().skip(1);
    let file = args.next().unwrap();
    let out = args.next().unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let report = report::read::read(&bytes, &report::limits::Limits::default()).unwrap();
    let page = if args.next().is_some() {
        let f = report::check::check(report::check::Subject { report: &report, previous: None });
        documents::compose::annotated(&report, &f, law::Lang::Zh)
    } else {
        documents::compose::report(&report)
    };
    std::fs::write(format!("{out}.html"), documents::html::write(&page).unwrap()).unwrap();
    let t = std::time::Instant::now();
    let docx = documents::docx::write(&page).unwrap();
    println!("docx {:?} {}", t.elapsed(), docx.len());
    std::fs::write(format!("{out}.docx"), docx).unwrap();
    let t = std::time::Instant::now();
    let faces = documents::pdf::Faces::new([std::fs::read("fonts/FandolFang-Regular.otf").unwrap()]);
    println!("faces {:?} {:?}", t.elapsed(), faces.families());
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let pdf = documents::pdf::write(&page, &faces).unwrap();
        println!("pdf {:?} {} {:?}", t.elapsed(), pdf.bytes.len(), pdf.missing_letters);
        std::fs::write(format!("{out}.pdf"), &pdf.bytes).unwrap();
    }
}
